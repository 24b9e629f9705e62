import { globSync } from 'node:fs'
import { basename } from 'node:path'
import { pluginsFor } from '../rollup-plugins.js'

const directory = import.meta.dirname

/** Phones of 2019 run mini-programs. */
export const plugins = pluginsFor('es2018')

/** For npm: hosts take CommonJS, bundlers ES modules. */
const main = {
  input: `${directory}/src/index.ts`,
  plugins,
  output: [
    { file: `${directory}/dist/index.js`, format: 'es' },
    { file: `${directory}/dist/index.cjs`, format: 'cjs' },
  ],
}

/** One file for each host, to copy into an app that has no npm build: `require('./maidian.wx.js')`. */
const hosts = globSync('src/entries/*.ts', { cwd: directory }).map(file => ({
  input: `${directory}/${file}`,
  plugins,
  output: { file: `${directory}/dist/maidian.${basename(file, '.ts')}.js`, format: 'cjs' },
}))

export default [main, ...hosts]
