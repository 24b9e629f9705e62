/** The part of jsdom that the host uses; it comes without types. */
declare module 'jsdom' {
  export class VirtualConsole {}
  export class JSDOM {
    constructor(
      html: string,
      options: { url: string; runScripts: 'outside-only'; pretendToBeVisual: boolean; virtualConsole: VirtualConsole },
    )
    readonly window: { close(): void }
  }
}
