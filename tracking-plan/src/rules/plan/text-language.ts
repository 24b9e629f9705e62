import type { Subject } from '../../load/places.ts'
import type { Change, PlanContent, Text } from '../../model.ts'
import type { PlanHit, PlanRule } from '../rule.ts'

type Said = { subject: Subject; path: (string | number)[]; text: Text | undefined }

const textsOf = (content: PlanContent, changes: readonly Change[]): Said[] => [
  { subject: `plan:${content.plan}`, path: ['title'], text: content.title },
  ...Object.values(content.properties).map(
    ({ name, say }): Said => ({ subject: `property:${name}`, path: ['say'], text: say }),
  ),
  ...Object.values(content.profile).map(
    ({ name, say }): Said => ({ subject: `profile:${name}`, path: ['say'], text: say }),
  ),
  ...Object.values(content.types).map(({ name, say }): Said => ({ subject: `type:${name}`, path: ['say'], text: say })),
  ...Object.values(content.enums).flatMap(({ name, values }) =>
    values.map(({ value, say }): Said => ({ subject: `enum:${name}`, path: [value], text: say })),
  ),
  ...Object.values(content.events)
    .filter(({ status }) => status !== 'removed')
    .flatMap(({ name, title, say }): Said[] => [
      { subject: `event:${name}`, path: ['title'], text: title },
      { subject: `event:${name}`, path: ['say'], text: say },
    ]),
  ...Object.values(content.questions).map(
    ({ name, title }): Said => ({ subject: `question:${name}`, path: ['title'], text: title }),
  ),
  ...changes.map(({ slug, why }): Said => ({ subject: `change:${slug}`, path: ['why'], text: why })),
]

export const textLanguage: PlanRule = {
  id: 'text.language',
  severity: 'warning',
  say: 'a title or meaning is there in every language of the plan, and in no other',
  check: ({ content, changes }) =>
    textsOf(content, changes).flatMap(({ subject, path, text }): PlanHit[] => {
      if (text === undefined) return []
      const { languages } = content
      const lacks = languages.filter(language => !text[language])
      const strange = Object.keys(text).filter(language => !languages.includes(language))
      const what = path[0] === 'title' ? 'the title' : 'the text'
      return [
        ...(lacks.length > 0 ? [{ subject, path, message: `${what} is not there in ${lacks.join(', ')}` }] : []),
        ...strange.map(language => ({ subject, path, message: `${language} is no language of this plan` })),
      ]
    }),
}
