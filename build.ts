/**
 * Builds the browser bundles whose sources have changed since they were last built: `npm install` runs it, and so does
 * `npm start`. Services need no build: Node runs their sources.
 */
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(fileURLToPath(import.meta.url))

type Bundle = { name: string; config: string; sources: string[]; out: string }

const BUNDLES: Bundle[] = [
  {
    name: 'demo shop',
    config: 'demo/shop/vite.config.ts',
    sources: ['demo/shop/**', 'sdk-core/src/**', 'sdk-web/src/**'],
    out: 'demo/dist/shop',
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
  // Loaded only when needed: it takes longer than looking.
  const { build } = await import('vite')
  await build({ configFile: join(root, bundle.config), logLevel: 'warn' })
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, wanted)
}
