import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Who may import whom. `types`: types only. The reasons are in docs/decisions/0001-structure.md. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  schemas: [],
  service: ['schemas'],
  'tracking-plan': ['schemas'],
  'sdk-core': ['types:schemas'],
  'sdk-web': ['sdk-core'],
  'sdk-miniprogram': ['sdk-core'],
  engines: ['schemas'],
  collector: ['schemas', 'service', 'tracking-plan', 'engines'],
  'stream-processor': ['schemas', 'service', 'tracking-plan', 'engines'],
  analytics: ['schemas', 'service', 'tracking-plan', 'engines'],
}
const packages = Object.keys(MAY_IMPORT).filter(name => existsSync(join(root, name, 'src')))

/** Packages that only one part may know. */
const ONLY_IN: Record<string, string> = {
  kafkajs: 'engines',
  lmdb: 'engines',
  '@clickhouse/client': 'engines',
  'ffi-rs': 'engines',
}

type Import = { file: string; from: string; typeOnly: boolean }

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^'"();]*?\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g

const isTest = (file: string): boolean => /\.test\.ts$|\/testing\/|\/contract\.ts$/.test(file)

const importsOf = (name: string): Import[] =>
  globSync(`${name}/{src,console}/**/*.{ts,tsx}`, { cwd: root })
    .filter(file => !isTest(file))
    .flatMap(file =>
      [...readFileSync(join(root, file), 'utf8').matchAll(IMPORT)].map(match => ({
        file,
        from: (match[2] ?? match[3]) as string,
        typeOnly: match[1] !== undefined,
      })),
    )

describe('who may import whom', () => {
  test.each(packages)('%s keeps to its row of the table', name => {
    const allowed = MAY_IMPORT[name] ?? []
    const wrong = importsOf(name).filter(({ from, typeOnly }) => {
      const target = /^@maidian\/([\w-]+)/.exec(from)?.[1]
      if (target === undefined || target === name) return false
      return !(allowed.includes(target) || (typeOnly && allowed.includes(`types:${target}`)))
    })
    expect(wrong).toEqual([])
  })

  test.each(packages)('%s reaches into no other package by a relative path', name => {
    const outside = importsOf(name).filter(({ file, from }) => {
      if (!from.startsWith('.')) return false
      return relative(join(root, name), resolve(root, dirname(file), from)).startsWith('..')
    })
    expect(outside).toEqual([])
  })

  test.each(Object.entries(ONLY_IN))('%s is imported by %s alone', (library, owner) => {
    const wrong = packages
      .filter(name => name !== owner)
      .flatMap(importsOf)
      .filter(({ from }) => from === library || from.startsWith(`${library}/`))
    expect(wrong).toEqual([])
  })

  test('no zod in what runs in a page', () => {
    const wrong = ['sdk-core', 'sdk-web', 'sdk-miniprogram']
      .filter(name => packages.includes(name))
      .flatMap(importsOf)
      .filter(({ from }) => from === 'zod')
    expect(wrong).toEqual([])
  })
})

describe('what a package says of itself', () => {
  type Names = Record<string, string>
  type Manifest = { dependencies?: Names; optionalDependencies?: Names; peerDependencies?: Names; name: string }
  /** What is built into a bundle, so that whoever installs the package needs none of it. */
  const BUNDLED = ['web-vitals']
  const manifest = (name: string): Manifest => JSON.parse(readFileSync(join(root, name, 'package.json'), 'utf8'))

  test.each([...packages, 'cli'])('%s declares every package it imports', name => {
    const { dependencies = {}, optionalDependencies = {}, peerDependencies = {}, name: own } = manifest(name)
    const declared = { ...dependencies, ...optionalDependencies, ...peerDependencies }
    const undeclared = importsOf(name)
      .filter(({ file, typeOnly }) => !typeOnly && !file.includes('/console/'))
      .map(({ from }) => from)
      .filter(from => !from.startsWith('.') && !from.startsWith('node:') && from !== own)
      .map(from =>
        from
          .split('/')
          .slice(0, from.startsWith('@') ? 2 : 1)
          .join('/'),
      )
      .filter(from => !(from in declared) && !(name === 'sdk-web' && BUNDLED.includes(from)))
    expect([...new Set(undeclared)]).toEqual([])
  })

  test('the SDKs have no dependency but their core', () => {
    for (const name of ['sdk-core', 'sdk-web', 'sdk-miniprogram'].filter(one => packages.includes(one))) {
      expect(
        Object.keys(manifest(name).dependencies ?? {}).filter(dependency => dependency !== '@maidian/sdk-core'),
      ).toEqual([])
    }
  })
})

describe('the picture in the README is the folder tree', () => {
  const folders = readdirSync(root, { withFileTypes: true })
    .filter(
      entry => entry.isDirectory() && !entry.name.startsWith('.') && !['node_modules', 'data'].includes(entry.name),
    )
    .map(entry => entry.name)
    .sort()

  test.each(['README.md', 'README.zh-CN.md'])('%s', file => {
    const picture = readFileSync(join(root, file), 'utf8').match(/```\n(schemas [\s\S]*?)```/)?.[1] ?? ''
    const drawn = [...picture.matchAll(/^([\w-]+) /gm)].map(match => match[1])
    expect(drawn.toSorted()).toEqual(folders)
  })
})
