/** Where in a page a value stands: `selector` is empty for the bound element itself, `what` is `text` or an attribute. */
export type Reading = { selector: string; what: string; number: boolean }

/** What this takes the web SDK's plugin `bindings` reads alike, which e2e/bindings.test.ts tells. */
const VALUE = /^(.*)@([\w:-]+)(\|number)?$/

/** `.price@text|number` taken apart; null for what the plugin cannot read. */
export const readValue = (text: string): Reading | null => {
  const [, selector = '', what, number] = VALUE.exec(text) ?? []
  return what === undefined ? null : { selector, what, number: number !== undefined }
}
