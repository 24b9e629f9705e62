import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export type Compiler = {
  /** What the compiler has to say of these files, by path; nothing where it is content. `root`: the one that it begins with. */
  compiled(name: string, files: Record<string, string>, root: string): string
  remove(): void
}

/** TypeScript in a folder outside the tree, with its packages: the SDK's types are found as a page that installed it finds them. */
export const createCompiler = (): Compiler => {
  const home = mkdtempSync(join(tmpdir(), 'maidian-types-'))
  symlinkSync(fileURLToPath(new URL('../../../../node_modules', import.meta.url)), join(home, 'node_modules'))
  const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc')
  const compilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    checkJs: true,
    module: 'nodenext',
    target: 'es2022',
    lib: ['es2022', 'dom'],
    types: [],
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    customConditions: ['maidian-source'],
  }
  return {
    compiled: (name, files, root) => {
      const dir = join(home, name)
      mkdirSync(dir, { recursive: true })
      for (const [path, text] of Object.entries(files)) writeFileSync(join(dir, path), text)
      writeFileSync(join(dir, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: [root] }))
      try {
        execFileSync(process.execPath, [tsc, '-p', dir], { encoding: 'utf8', stdio: 'pipe' })
        return ''
      } catch (error) {
        return String((error as { stdout?: string }).stdout)
      }
    },
    remove: () => rmSync(home, { recursive: true, force: true }),
  }
}
