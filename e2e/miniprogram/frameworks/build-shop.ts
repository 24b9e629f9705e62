import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

export type Framework = 'taro' | 'uni-app'

const COMPILERS: Record<Framework, { command: string[]; output: string; main: string }> = {
  taro: { command: ['taro', 'build', '--type', 'weapp'], output: 'dist', main: 'app.js' },
  'uni-app': { command: ['uni', 'build', '-p', 'mp-weixin'], output: 'dist/build/mp-weixin', main: 'main.js' },
}

/** 700 MB that no other test needs, and beyond the reach of this repository's own node_modules. */
const CACHE = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'maidian', 'frameworks')

const run = (folder: string, command: string, args: string[]): void => {
  try {
    execFileSync(command, args, { cwd: folder, env: { ...process.env, NODE_ENV: 'production' }, stdio: 'pipe' })
  } catch (cause) {
    const { stdout, stderr } = cause as { stdout: Buffer; stderr: Buffer }
    throw new Error(`${command} ${args.join(' ')} in ${folder}:\n${stdout}\n${stderr}`, { cause })
  }
}

const install = (folder: string): void => {
  const wanted = readFileSync(join(folder, 'package.json'), 'utf8')
  const marker = join(folder, 'node_modules', 'installed.json')
  if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted) return
  // Their peer ranges contradict one another, and none of their scripts is needed.
  run(folder, 'npm', ['install', '--include=dev', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund'])
  writeFileSync(marker, wanted)
}

/**
 * Builds a framework's shop with that framework's own compiler; returns the folder of the mini-program. `sources` are
 * put among the app's, by path, and `tracker.js` of them is imported before everything else.
 */
export const buildShop = (framework: Framework, sources: Record<string, string> = {}): string => {
  const { command, output, main } = COMPILERS[framework]
  const folder = join(CACHE, framework)
  mkdirSync(folder, { recursive: true })
  for (const left of ['src', 'dist']) rmSync(join(folder, left), { recursive: true, force: true })
  cpSync(join(import.meta.dirname, framework), folder, { recursive: true })
  install(folder)
  for (const [path, text] of Object.entries(sources)) writeFileSync(join(folder, 'src', path), text)
  if ('tracker.js' in sources) {
    const file = join(folder, 'src', main)
    writeFileSync(file, `import './tracker.js'\n${readFileSync(file, 'utf8')}`)
  }
  run(folder, join(folder, 'node_modules', '.bin', command[0] ?? ''), command.slice(1))
  return join(folder, output)
}
