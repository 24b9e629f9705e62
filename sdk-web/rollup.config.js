import resolve from '@rollup/plugin-node-resolve'
import terser from '@rollup/plugin-terser'
import esbuild from 'rollup-plugin-esbuild'

/** The core is bundled from its source. `useDefineForClassFields`: define semantics break mangled properties. */
export const plugins = [
  resolve({ exportConditions: ['maidian-source'], extensions: ['.ts', '.js'] }),
  esbuild({ target: 'es2020', tsconfig: false, tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } } }),
  terser({
    ecma: 2020,
    compress: { passes: 2, pure_getters: true },
    mangle: { properties: { regex: /^_[a-z]/ } },
  }),
]

const entries = { index: 'src/index.ts', 'plugins/page-views': 'src/plugins/page-views.ts' }
const directory = import.meta.dirname

/** The script for pages: `maidian.js` with the global `Maidian`. */
export const script = {
  input: `${directory}/src/maidian.ts`,
  plugins,
  output: { file: `${directory}/dist/maidian.js`, format: 'iife', name: 'Maidian' },
}

export default [
  {
    input: Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, `${directory}/${file}`])),
    plugins,
    output: [
      { dir: `${directory}/dist`, format: 'es', entryFileNames: '[name].js' },
      { dir: `${directory}/dist`, format: 'cjs', entryFileNames: '[name].cjs' },
    ],
  },
  script,
]
