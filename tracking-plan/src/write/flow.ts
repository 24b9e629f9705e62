/** Texts that every YAML reader takes for a text, in a list or map on one line, too. */
const PLAIN = /^[\p{L}_$][\p{L}\p{N}_$!.\-/· （）、，。；？《》%+]*$/u
/** What some readers take for something else. */
const OTHERWISE = /^(?:y|yes|n|no|on|off|true|false|null|~)$/i

const text = (value: string): string =>
  PLAIN.test(value) && !OTHERWISE.test(value) && !/\s$/.test(value) ? value : JSON.stringify(value)

/** A key; of digits it is in quotes, so that nobody reads a number. */
const key = (name: string): string => text(name)

/** A value as YAML on one line, as a person writes it: `{type: id, say: 商品编号}`. */
export const flow = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`
  if (typeof value === 'object' && value !== null) {
    const pairs = Object.entries(value).filter(([, one]) => one !== undefined)
    return `{${pairs.map(([name, one]) => `${key(name)}: ${flow(one)}`).join(', ')}}`
  }
  return typeof value === 'string' ? text(value) : JSON.stringify(value)
}

/** A map with one entry per line, each on one line; empty where there is none. */
export const block = (map: Readonly<Record<string, unknown>>, indent = ''): string =>
  Object.entries(map)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${indent}${key(name)}: ${flow(value)}\n`)
    .join('')
