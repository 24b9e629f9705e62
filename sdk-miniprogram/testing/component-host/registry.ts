import type { CodeSpace, ComponentEnv } from 'glass-easel-miniprogram-adapter'
import type { CompiledApp } from './app-folder.ts'

const normalize = (from: string, to: string): string => new URL(to, `http://app/${from}`).pathname.slice(1)

type Definer = Pick<ComponentEnv, 'Page' | 'Component' | 'Behavior'>

/** Runs the scripts of pages and components so that what they define is known under their paths. */
export type Registry = {
  /** The globals, which go to whatever file is running. */
  globals: Record<keyof Definer, (...args: unknown[]) => unknown>
  /** Defines a page or component, and before it every component it uses. */
  define(path: string): void
}

export const createRegistry = (space: CodeSpace, app: CompiledApp, require: (path: string) => unknown): Registry => {
  const defined = new Set<string>()
  let current: Definer | undefined
  const global =
    (name: keyof Definer) =>
    (...args: unknown[]): unknown => {
      if (!current) throw new Error(`${name}() was called outside of a page's or component's own script`)
      return (current[name] as (...args: unknown[]) => unknown)(...args)
    }
  const define = (path: string): void => {
    if (defined.has(path)) return
    defined.add(path)
    const config = app.parts[path] ?? {}
    const everywhere = Object.entries(app.config.usingComponents ?? {}).map(([name, to]) => [name, normalize('', to)])
    const own = Object.entries(config.usingComponents ?? {}).map(([name, to]) => [name, normalize(path, to)])
    const uses = Object.fromEntries([...everywhere, ...own].filter(([, to]) => to !== path)) as Record<string, string>
    const absolute = Object.fromEntries(Object.entries(uses).map(([name, to]) => [name, `/${to}`]))
    space.addComponentStaticConfig(path, { ...config, usingComponents: absolute } as never)
    for (const used of Object.values(uses)) define(used)
    const outer = current
    space.componentEnv(path, env => {
      current = env
      require(path)
    })
    current = outer
  }
  // By name and not by reference: a tracker replaces the globals, and what it wraps must stay wrapped.
  return { globals: { Page: global('Page'), Component: global('Component'), Behavior: global('Behavior') }, define }
}
