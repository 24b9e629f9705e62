import { globSync } from 'node:fs'
import { basename } from 'node:path'
import terser from '@rollup/plugin-terser'
import { pluginsFor } from '../rollup-plugins.js'

export const plugins = pluginsFor('es2021')

const directory = import.meta.dirname

const outputs = ['js', 'cjs'].map(extension => ({
  dir: `${directory}/dist`,
  entryFileNames: `[name].${extension}`,
  chunkFileNames: `shared.${extension}`,
  format: extension === 'js' ? 'es' : 'cjs',
  minifyInternalExports: true,
}))

/** The core with the plugin that every page wants. */
export const core = { input: { index: `${directory}/src/index.ts` }, plugins, output: outputs }

const optional = globSync(['src/{timers,profile,react}.ts', 'src/plugins/*.ts', 'src/overlay/debug-overlay.ts'], {
  cwd: directory,
}).filter(file => !/test|page-views/.test(file))

/** One file for each import, so that what is not imported costs nothing; what several need is in one more. */
export const optionals = {
  input: Object.fromEntries(
    optional.sort().map(file => [file.slice('src/'.length, -'.ts'.length), `${directory}/${file}`]),
  ),
  external: ['react'],
  plugins,
  output: outputs.map(output => ({
    ...output,
    manualChunks: id => (/plugins.support/.test(id) ? 'shared' : null),
  })),
}

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
  plugins: [terser({ ecma: 2021 })],
  output: { file: `${directory}/dist/snippet.js`, format: 'iife', name: 'MaidianSnippet' },
}

export default [core, optionals, script, wholeScript, snippet]
