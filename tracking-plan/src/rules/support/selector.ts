import { type AstEntity, type AstSelector, createParser, traverse } from 'css-selector-parser'

/** Takes any pseudo-class, since browsers get new ones; `known` takes those of CSS alone. */
const parse = createParser({
  syntax: { baseSyntax: 'latest', pseudoClasses: { unknown: 'accept' }, pseudoElements: false },
})
const known = createParser({ syntax: 'latest' })

const FULL = /[！-～，。、；：“”‘’　]/

/** Texts in a selector may have any sign. */
const withoutTexts = (selector: string): string => selector.replaceAll(/"[^"]*"|'[^']*'/g, '')

/** Something that stands in CSS, yet no page answers to. */
const notForPages = (selector: AstSelector): string | null => {
  let found: string | null = null
  traverse(selector, (node: AstEntity) => {
    if ('namespace' in node) found ??= '| is for namespaces, which pages have no use for'
    if (node.type === 'Rule' && node.combinator === '||') found ??= '|| is known to no browser'
  })
  return found
}

/** The parser stops at a bracket that nothing opened: what is put behind must be found behind. */
const isWhole = (selector: string): boolean => {
  const { rules } = parse(`${selector},end`)
  const [only, ...others] = rules.at(-1)?.items ?? []
  return rules.length > 1 && others.length === 0 && only?.type === 'TagName' && only.name === 'end'
}

/** Why no browser takes this selector; null where they do. */
export const selectorComplaint = (selector: string): string | null => {
  const [sign] = FULL.exec(withoutTexts(selector)) ?? []
  if (sign !== undefined) return `${sign} is full-width`
  try {
    return notForPages(parse(selector)) ?? (isWhole(selector) ? null : 'a ) closes nothing')
  } catch (error) {
    const [, why = '', at = 0] = /error: (.*?)\.? Pos: (\d+)/s.exec((error as Error).message) ?? []
    return `${why.charAt(0).toLowerCase()}${why.slice(1)}, at character ${Number(at) + 1}`
  }
}

/** The first pseudo-class that CSS does not have, such as `visible`; null where there is none, or no selector. */
export const strangePseudoClass = (selector: string): string | null => {
  if (selectorComplaint(selector) !== null) return null
  try {
    known(selector)
    return null
  } catch (error) {
    return /pseudo-class: "([^"]*)"/.exec((error as Error).message)?.[1] ?? null
  }
}

/** The kind of field that a selector is about, such as the `input` of `.box input[name=q]`; buttons are none. */
export const fieldNamed = (selector: string): string | null => {
  if (selectorComplaint(selector) !== null) return null
  for (let rule of parse(selector).rules) {
    while (rule.nestedRule) rule = rule.nestedRule
    const tag = rule.items.find(item => item.type === 'TagName')?.name.toLowerCase()
    const types = rule.items.flatMap(item =>
      item.type === 'Attribute' && item.name === 'type' && item.value?.type === 'String' ? [item.value.value] : [],
    )
    if (tag === 'input' && types.some(type => type === 'button' || type === 'submit')) continue
    if (tag !== undefined && ['input', 'textarea', 'select', 'option'].includes(tag)) return tag
  }
  return null
}
