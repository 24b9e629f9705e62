import { type Finding, worstOf } from '../diff/finding.ts'
import { DIFF_RULES } from '../diff/rules.ts'
import type { Change } from '../model.ts'

const LANGUAGES = ['zh', 'en'] as const
type Language = (typeof LANGUAGES)[number]

const BREAKING: Record<Language, string> = { zh: '【不兼容】', en: 'BREAKING ' }
const FIRST: Record<Language, string> = { zh: '首次发布', en: 'First release' }
const TEXTS: Record<Language, (n: number) => string> = {
  zh: n => `文字、负责人、标签、示例等 ${n} 处`,
  en: n => `Texts, owners, tags or examples in ${n} ${n === 1 ? 'place' : 'places'}`,
}
const WAIVED: Record<Language, (reason: string) => string> = {
  zh: reason => `（豁免：${reason}）`,
  en: reason => ` (waived: ${reason})`,
}

const whyIn = ({ why, slug }: Change, language: Language): string => why[language] ?? Object.values(why)[0] ?? slug

/**
 * What a release says about itself: why it was made, one line per change file; then what changed, what breaks first.
 * A reason is in the author's language where it is in one only.
 */
export const changelogOf = (of: {
  changes: readonly Change[]
  findings: readonly Finding[]
  isFirst: boolean
}): Record<Language, string[]> => {
  const isText = ({ rule }: Finding) => DIFF_RULES[rule].category === 'text'
  const facts = of.findings.filter(finding => !isText(finding) && DIFF_RULES[finding.rule].category !== 'waivers')
  const texts = of.findings.filter(isText).length
  const breaking = facts.filter(finding => worstOf(finding) === 'breaks')
  const inOrder = [...breaking, ...facts.filter(finding => !breaking.includes(finding))]
  const linesIn = (language: Language): string[] => [
    ...(of.isFirst ? [FIRST[language]] : []),
    ...of.changes.map(change => whyIn(change, language)),
    ...inOrder.map(finding => {
      const mark = breaking.includes(finding) ? BREAKING[language] : ''
      return `${mark}${finding.what[language]}${finding.waived ? WAIVED[language](finding.waived.reason) : ''}`
    }),
    ...(texts > 0 ? [TEXTS[language](texts)] : []),
  ]
  return { zh: linesIn('zh'), en: linesIn('en') }
}
