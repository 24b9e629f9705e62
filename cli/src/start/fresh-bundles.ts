import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const builder = fileURLToPath(new URL('../../../build.ts', import.meta.url))

/** In a checkout, builds the pages whose sources have changed; an installed package has them built already. */
export const freshBundles = async (): Promise<void> => {
  if (!existsSync(builder)) return
  const child = spawn(process.execPath, [builder], { stdio: ['ignore', 'ignore', 'inherit'] })
  await new Promise<void>(resolve => {
    child.once('close', () => resolve())
    child.once('error', () => resolve())
  })
}
