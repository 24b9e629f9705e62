import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { TmplGroup } from 'glass-easel-template-compiler'

type Tab = { pagePath: string; text?: string }

/** app.json, as far as the host reads it. */
export type AppConfig = {
  pages: string[]
  subPackages?: { root: string; pages: string[] }[]
  subpackages?: { root: string; pages: string[] }[]
  window?: { navigationBarTitleText?: string }
  tabBar?: { custom?: boolean; list: Tab[] }
  usingComponents?: Record<string, string>
}

/** <page>.json or <component>.json. */
export type PartConfig = {
  component?: boolean
  usingComponents?: Record<string, string>
  navigationBarTitleText?: string
}

/** A mini-program, read and compiled; JSON, so that it can go into a browser. Paths have no leading slash. */
export type CompiledApp = {
  config: AppConfig
  /** By path without extension. */
  parts: Record<string, PartConfig>
  /** Scripts by path with `.js`. */
  scripts: Record<string, string>
  /** An expression that gives all templates by path. */
  templates: string
}

const withoutExtension = (path: string): string => path.replace(/\.\w+$/, '')

/**
 * Reads a folder as WeChat's devtools would. `files`: further files by path, such as the tracker under test, in place
 * of what is there.
 */
export const compileApp = (folder: string, files: Record<string, string> = {}): CompiledApp => {
  const paths = (extension: string): string[] => [
    ...new Set([
      ...globSync(`**/*.${extension}`, { cwd: folder }),
      ...Object.keys(files).filter(path => path.endsWith(`.${extension}`)),
    ]),
  ]
  const read = (path: string): string => files[path] ?? readFileSync(join(folder, path), 'utf8')
  if (!existsSync(join(folder, 'app.json'))) throw new Error(`${folder} is no mini-program: it has no app.json`)

  const group = new TmplGroup()
  for (const path of paths('wxs')) {
    // A template names it without extension, another script with it.
    group.addScript(withoutExtension(path), read(path))
    group.addScript(path, read(path))
  }
  for (const path of paths('wxml')) {
    const problems = group.addTmpl(withoutExtension(path), read(path)) as { level?: number; message?: string }[]
    const errors = problems.filter(({ level = 0 }) => level >= 3)
    if (errors.length) throw new Error(`${path}: ${errors.map(({ message }) => message).join('; ')}`)
  }
  const templates = group.getTmplGenObjectGroups()
  group.free()

  return {
    config: JSON.parse(read('app.json')) as AppConfig,
    parts: Object.fromEntries(
      paths('json').map(path => [withoutExtension(path), JSON.parse(read(path)) as PartConfig]),
    ),
    scripts: Object.fromEntries(paths('js').map(path => [path, read(path)])),
    templates,
  }
}
