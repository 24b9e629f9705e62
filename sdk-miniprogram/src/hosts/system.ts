/** What hosts say of device, window and base library, under the names that all of them use. Sizes are CSS pixels. */
export type System = {
  model?: string
  system?: string
  language?: string
  SDKVersion?: string
  screenWidth?: number
  screenHeight?: number
  windowWidth?: number
  windowHeight?: number
}

export const sizeOf = (width?: number, height?: number): [number, number] | undefined =>
  width && height ? [width, height] : undefined
