// What the build puts into maidian.wx.js.
export * from '@maidian/sdk-miniprogram'
