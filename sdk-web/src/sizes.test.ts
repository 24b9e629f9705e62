import { existsSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'

const root = new URL('../../', import.meta.url)
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8')

/** Bytes of the built files after gzip, each on its own. */
const gzipped = (files: string): number =>
  files
    .split(' + ')
    .map(file => gzipSync(readFileSync(new URL(`sdk-web/dist/${file}`, root)), { level: 9 }).length)
    .reduce((sum, bytes) => sum + bytes, 0)

describe.each(['README.md', 'README.zh-CN.md'])('the bytes that %s names', file => {
  const rows = [...read(file).matchAll(/^\| `([\w./+ -]+\.js)` \|.*\| (\d+\.\d) kB \|$/gm)]

  test('are there', () => {
    expect(rows.length).toBeGreaterThan(10)
  })

  test.each(rows.map(([, files, kB]) => [files as string, Number(kB)] as const))('%s is %s kB', (files, kB) => {
    expect(existsSync(new URL(`sdk-web/dist/${files.split(' + ')[0]}`, root)), 'run npm run build').toBe(true)
    expect(Math.ceil(gzipped(files) / 100) / 10).toBe(kB)
  })
})
