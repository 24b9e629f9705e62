const TYPES: readonly [type: 'null' | 'boolean' | 'number', pattern: RegExp][] = [
  ['null', /^(?:~|null|Null|NULL)$/],
  ['boolean', /^(?:true|True|TRUE|false|False|FALSE)$/],
  ['number', /^[-+]?(?:\d+|0o[0-7]+|0x[\da-fA-F]+|\.(?:inf|Inf|INF))$|^\.(?:nan|NaN|NAN)$/],
  ['number', /^[-+]?(?:\.\d+|\d+\.\d*)(?:[eE][-+]?\d+)?$|^[-+]?\d+[eE][-+]?\d+$/],
]

/** What YAML 1.2 takes a word without quotes for; undefined: a text. */
export const plainType = (source: string): 'null' | 'boolean' | 'number' | undefined =>
  TYPES.find(([, pattern]) => pattern.test(source))?.[0]
