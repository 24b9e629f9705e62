import { setTimeout as sleep } from 'node:timers/promises'
import type { HostedApp } from '@maidian/sdk-miniprogram/testing/component-host'

/** What a visitor does on a phone; each act waits for what it touches to be there, and then a moment, as people do. */
export type Hands = {
  tap(selector: string): Promise<void>
  type(selector: string, text: string): Promise<void>
  tab(name: string): Promise<void>
  back(): Promise<void>
  share(): Promise<{ path?: string }>
  /** The name of the page in view. */
  page(): Promise<string>
}

const WAIT_MS = 3000
/** A page draws in between. */
const MOMENT_MS = 60

/** Again until it works: a page is there a moment after it was opened. */
const patiently = async (act: () => Promise<void>): Promise<void> => {
  const end = Date.now() + WAIT_MS
  for (;;) {
    try {
      return await act()
    } catch (error) {
      if (Date.now() > end) throw error
      await sleep(20)
    }
  }
}

export const handsOn = (app: HostedApp): Hands => {
  const calmly = async (act: () => Promise<void>): Promise<void> => {
    await patiently(act)
    await sleep(MOMENT_MS)
  }
  return {
    tap: selector => calmly(() => app.tap(selector)),
    type: (selector, text) => calmly(() => app.input(selector, text)),
    tab: name => calmly(() => app.tapTab(`pages/${name}/${name}`)),
    back: () => calmly(() => app.back()),
    share: () => app.share(),
    page: async () => (await app.routes()).at(-1)?.split('/')[1] ?? '',
  }
}
