import type { Framework } from './build-shop.ts'

/** How a tracker gets into an app: beside what the compiler made, or through the compiler with all else. */
export type Way = 'as a file' | 'bundled'

/** A tracker in the framework shops: its files, and what it should tell of one visit. */
export type TrackerUnderTest = {
  name: string
  /** Starts the far side; `seen` gives what arrived, one line each. */
  start(): Promise<{ url: string; seen(): string[]; close(): Promise<void> }>
  /** CommonJS for the built app; `tracker.js` is required first. `url`: the far side's. */
  files(url: string): Record<string, string>
  /** ES modules for the app's sources; `tracker.js` is imported first. */
  sources(url: string): Record<string, string>
  visit(framework: Framework, way: Way): string[]
}
