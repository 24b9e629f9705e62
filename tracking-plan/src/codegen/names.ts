/** Words that cannot name a function. */
const RESERVED = new Set(
  'break case catch class const continue debugger default delete do else enum export extends false finally for function if import in instanceof new null return super switch this throw true try typeof var void while with yield let static await async of implements interface package private protected public arguments eval'.split(
    ' ',
  ),
)

const capital = (word: string): string => `${word[0]?.toUpperCase() ?? ''}${word.slice(1)}`

/** `add_to_cart` → `AddToCart`. */
export const typeName = (name: string): string => name.split('_').map(capital).join('')

/** `add_to_cart` → `addToCart`; a word of the language gets `Event` behind it. */
export const functionName = (name: string): string => {
  const [first = '', ...rest] = name.split('_')
  const made = first + rest.map(capital).join('')
  return RESERVED.has(made) ? `${made}Event` : made
}

/** Gives out type names, each once: a name that is taken gets the suffix of its kind. */
export const createTypeNames = (): ((name: string, suffix: string) => string) => {
  const taken = new Set<string>(['Events', 'Profile', 'SuperProperties'])
  return (name, suffix) => {
    let made = typeName(name)
    while (taken.has(made)) made += suffix
    taken.add(made)
    return made
  }
}
