const KEY = 'chunshan.member'

/** @returns {string} the member number, empty before login */
const member = () => wx.getStorageSync(KEY) || ''

const remember = number => wx.setStorageSync(KEY, number)

const forget = () => wx.removeStorageSync(KEY)

module.exports = { member, remember, forget }
