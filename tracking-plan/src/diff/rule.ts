/** What a change does to those who depend on the plan. */
export type Effect = 'safe' | 'warns' | 'breaks'

/** The same in both languages of the tool. */
export type Say = { en: string; zh: string }

export type Category =
  | 'events'
  | 'sources'
  | 'properties'
  | 'types'
  | 'enums'
  | 'constraints'
  | 'values'
  | 'privacy'
  | 'bindings'
  | 'meaning'
  | 'text'
  | 'plan'
  | 'waivers'
  | 'release'

/**
 * A kind of change between two plans.
 *
 * - `clients`: what an old client meets when it is judged by the new plan. `queries`: what existing queries meet. Both
 *   are the worst case; a finding may be milder.
 * - `say`: what happened. `instead`: what to do about it.
 * - `silent`: every check still passes, so nobody is told that the numbers changed.
 * - `waivable: false`: no waiver lets it pass. `evenDrafts`: counts for events, too, that were never promised.
 */
export type Rule = {
  clients: Effect
  queries: Effect
  category: Category
  say: Say
  instead?: Say
  silent?: true
  waivable?: false
  evenDrafts?: true
}

/** False for what concerns only whoever makes the release: a waiver that does nothing, a version that is taken. */
export const concernsOthers = ({ category }: Pick<Rule, 'category'>): boolean =>
  category !== 'waivers' && category !== 'release'

/** False for what an event's version does not count: texts, and how pages track it without code. */
export const changesEvents = ({ category }: Pick<Rule, 'category'>): boolean =>
  category !== 'text' && category !== 'bindings'

/** Gives the rules of a topic their category. */
export const rulesOf = <const T extends Record<string, Omit<Rule, 'category'>>>(
  category: Category,
  rules: T,
): { [Id in keyof T]: Rule } =>
  Object.fromEntries(Object.entries(rules).map(([id, rule]) => [id, { ...rule, category }])) as {
    [Id in keyof T]: Rule
  }
