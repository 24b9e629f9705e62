import type { Answer, App, Context, Request, Storage } from '@maidian/sdk-core'
import type { Part } from './plugins/part.ts'

/** What the app, or a page, was opened with. */
export type Entrance = {
  path?: string | undefined
  query?: object | undefined
  /** Where from, as the host numbers it; some hosts say a word. */
  scene?: string | number | undefined
}

/** A mini-program's host under one set of names. Methods that the host lacks or denies may throw. */
export type Host = {
  /** The name of its global: `wx`, `my`, … */
  name: string
  storage: Storage
  /** Posts the body as `text/plain`; rejects when there is no answer. `timeout` in ms. */
  request(request: Request & { timeout: number }): Promise<Answer>
  /** What is known of device, window and base library. Asked once; never throws: events without it are better than none. */
  system(): Context
  /** Version of the app, and whether it is one that was released. */
  app(): App
  /** Tells the kind of network, `none` without one, as soon as it is known and at each change. */
  onNetwork(listener: (kind: string) => void): void
  onShow(listener: (entrance: Entrance) => void): void
  onHide(listener: () => void): void
  /** What the app was started with. */
  launch(): Entrance
  /**
   * Tells of each element of the page, also within components, that comes to have `ratio` of itself in view or no longer
   * has; returns the end. Elements that come later are not seen.
   */
  observe(page: object, selector: string, ratio: number, tell: (part: Part, ratio: number) => void): () => void
}
