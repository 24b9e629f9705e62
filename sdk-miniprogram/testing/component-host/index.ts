import type { Browser } from 'playwright-core'
import { openChromiumWindow } from './chromium-window.ts'
import { type HostedApp, type HostOptions, hostApp } from './hosted-app.ts'
import { openJsdomWindow } from './jsdom-window.ts'

export type { HostedApp, HostOptions } from './hosted-app.ts'

/** Runs a mini-program folder in WeChat's component engine under jsdom: about a second, without a layout. */
export const hostInJsdom = (folder: string, options?: HostOptions): Promise<HostedApp> =>
  hostApp(openJsdomWindow, folder, options)

/** The same in a real browser, with real touches and real intersections. */
export const hostInChromium = (browser: Browser, folder: string, options?: HostOptions): Promise<HostedApp> =>
  hostApp(openChromiumWindow(browser), folder, options)
