/** What app code must not find: a mini-program has no browser around it. */
const ABSENT = [
  'window',
  'document',
  'self',
  'top',
  'parent',
  'frames',
  'location',
  'navigator',
  'history',
  'localStorage',
  'sessionStorage',
  'fetch',
  'XMLHttpRequest',
]

const resolve = (from: string, to: string): string => {
  const parts = to.startsWith('/') ? [] : from.split('/').slice(0, -1)
  for (const part of to.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}

/**
 * CommonJS as WeChat has it: `require` takes paths, a file runs once, sloppy and with assignable globals. `scope`: names
 * that the files find besides the global ones.
 */
export const createModules = (
  scripts: Record<string, string>,
  scope: Record<string, unknown>,
): ((path: string) => unknown) => {
  const loaded = new Map<string, { exports: unknown }>()
  const names = Object.keys(scope)
  const fileOf = (path: string): string => {
    const found = [path, `${path}.js`, `${path}/index.js`].find(candidate => candidate in scripts)
    if (!found) throw new Error(`module '${path}.js' is not defined`)
    return found
  }
  const load = (path: string): unknown => {
    const file = fileOf(path)
    const known = loaded.get(file)
    if (known) return known.exports
    const module = { exports: {} as unknown }
    loaded.set(file, module)
    const source = `${scripts[file]}\n//# sourceURL=${file}`
    const run = new Function('require', 'module', 'exports', ...names, ...ABSENT, source)
    run((to: string) => load(resolve(file, to)), module, module.exports, ...names.map(name => scope[name]))
    return module.exports
  }
  return load
}
