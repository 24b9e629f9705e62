/**
 * Builds the browser bundles whose sources have changed since they were last built: `npm install` runs it, and so does
 * `npm start`. Services need no build: Node runs their sources.
 */
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { RollupOptions } from 'rollup'

const root = dirname(fileURLToPath(import.meta.url))

type Bundle = { name: string; sources: string[]; out: string; build: () => Promise<void> }

// Builders are loaded only when needed: that takes longer than looking.
const withVite = (config: string) => async () => {
  const { build } = await import('vite')
  await build({ configFile: join(root, config), logLevel: 'warn' })
}

const withRollup = (config: string) => async () => {
  const [{ rollup }, { default: targets }] = await Promise.all([import('rollup'), import(join(root, config))])
  for (const { output, ...input } of targets as RollupOptions[]) {
    const bundle = await rollup(input)
    for (const one of [output ?? []].flat()) await bundle.write(one)
    await bundle.close()
  }
}

const BUNDLES: Bundle[] = [
  {
    name: 'web SDK',
    sources: ['sdk-core/src/**', 'sdk-web/src/**', 'sdk-web/rollup.config.js', 'rollup-plugins.js'],
    out: 'sdk-web/dist',
    build: withRollup('sdk-web/rollup.config.js'),
  },
  {
    name: 'mini-program SDK',
    sources: ['sdk-core/src/**', 'sdk-miniprogram/src/**', 'sdk-miniprogram/rollup.config.js', 'rollup-plugins.js'],
    out: 'sdk-miniprogram/dist',
    build: withRollup('sdk-miniprogram/rollup.config.js'),
  },
  {
    name: 'demo shop',
    sources: ['demo/shop/**', 'sdk-core/src/**', 'sdk-web/src/**', 'tracking-plan/releases/*.json'],
    out: 'demo/dist/shop',
    build: withVite('demo/shop/vite.config.ts'),
  },
  {
    name: 'console',
    sources: ['analytics/console/**', 'schemas/src/**'],
    out: 'analytics/dist/console',
    build: withVite('analytics/console/vite.config.ts'),
  },
]

/** A hash of everything that decides what the bundle is. */
const fingerprint = ({ sources }: Bundle): string => {
  const hash = createHash('sha256')
  const files = globSync([...sources, 'package-lock.json', 'build.ts'], { cwd: root, withFileTypes: true })
    .filter(entry => entry.isFile() && !entry.name.includes('.test.'))
    .map(entry => join(entry.parentPath, entry.name))
    .sort()
  for (const file of files) hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}

for (const bundle of BUNDLES) {
  const stamp = join(root, bundle.out, '.fingerprint')
  const wanted = fingerprint(bundle)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) continue
  process.stderr.write(`building the ${bundle.name} …\n`)
  await bundle.build()
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, wanted)
}

// A native mini-program has no build, and WeChat's devtools look nowhere else: the tracker lies within its folder.
copyFileSync(join(root, 'sdk-miniprogram/dist/maidian.wx.js'), join(root, 'demo/miniprogram/maidian.wx.js'))
