/** What an event of the host says of an element. `data-md-props` arrives as `mdProps`. */
export type Part = { id?: string; dataset?: Record<string, unknown> }

/** Names end here, in characters. */
const MOST = 100

export const nameOf = ({ id, dataset }: Part, otherwise: string): string =>
  String(dataset?.md ?? (id || otherwise)).slice(0, MOST)

/** `data-md-props`: an object as `{{…}}` gives it, or JSON; anything else adds nothing. */
export const propsOf = ({ dataset }: Part): object => {
  const given = dataset?.mdProps
  if (typeof given !== 'string') return typeof given === 'object' && given !== null ? given : {}
  try {
    return Object(JSON.parse(given)) as object
  } catch {
    return {}
  }
}
