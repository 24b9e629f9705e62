import { globSync } from 'node:fs'
import { basename } from 'node:path'
import resolve from '@rollup/plugin-node-resolve'
import terser from '@rollup/plugin-terser'
import esbuild from 'rollup-plugin-esbuild'

/** The core is bundled from its source. `useDefineForClassFields`: define semantics break mangled properties. */
export const plugins = [
  resolve({ exportConditions: ['maidian-source'], extensions: ['.ts', '.js'] }),
  esbuild({ target: 'es2020', tsconfig: false, tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } } }),
  terser({
    ecma: 2020,
    compress: { passes: 4, pure_getters: true, unsafe_arrows: true, unsafe_methods: true },
    mangle: { properties: { regex: /^_[a-z]/ } },
  }),
]

const directory = import.meta.dirname

const sources = globSync(
  ['src/index.ts', 'src/{timers,profile,react}.ts', 'src/plugins/*.ts', 'src/overlay/debug-overlay.ts'],
  { cwd: directory },
)
  .filter(file => !file.endsWith('.test.ts'))
  .sort()

/** One bundle for each import, so that what is not imported costs nothing. */
export const modules = sources.map(source => ({
  input: `${directory}/${source}`,
  external: ['react'],
  plugins,
  output: ['js', 'cjs'].map(extension => ({
    file: `${directory}/${source.replace('src', 'dist').replace(/ts$/, extension)}`,
    format: extension === 'js' ? 'es' : 'cjs',
  })),
}))

/** The scripts for pages, with the global `Maidian`. */
const pageScript = source => ({
  input: `${directory}/src/${source}.ts`,
  plugins,
  output: { file: `${directory}/dist/${basename(source)}.js`, format: 'iife', name: 'Maidian' },
})
export const script = pageScript('maidian')
export const wholeScript = pageScript('maidian.all')

/** What the page has until then. */
export const snippet = {
  input: `${directory}/src/script/snippet.js`,
  plugins: [terser({ ecma: 2020 })],
  output: { file: `${directory}/dist/snippet.js`, format: 'iife', name: 'MaidianSnippet' },
}

export default [...modules, script, wholeScript, snippet]
