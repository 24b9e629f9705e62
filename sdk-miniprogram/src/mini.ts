import type { Plugin } from '@maidian/sdk-core'
import type { Hooks } from './hooks/hooks.ts'
import type { Entrance, Host } from './host.ts'
import type { Pages } from './pages.ts'

/** What plugins of a mini-program get besides the tracker. */
export type Mini = {
  host: Host
  hooks: Hooks
  pages: Pages
  /** What the app was opened with when it last came to the foreground. */
  entrance(): Entrance
}

/** A plugin that knows the mini-program it is in; one of the core's own is as good. */
export type MiniPlugin = Plugin | ((mini: Mini) => Plugin)
