const { showCount } = require('../../cart.js')
const { forget, member, remember } = require('../../member.js')
const { login } = require('../../plan.gen.js')
const tracker = require('../../tracker.js')

const NUMBER = /^\w{1,32}$/

Page({
  data: { member: '', typed: '' },

  onShow() {
    this.setData({ member: member() })
    showCount()
  },

  type({ detail }) {
    this.setData({ typed: detail.value.trim() })
  },

  /** The demo has no server that would take the code of `wx.login`: the member number is typed. */
  login() {
    const { typed } = this.data
    if (!NUMBER.test(typed)) {
      wx.showToast({ title: '会员号是字母或数字', icon: 'none' })
      return
    }
    remember(typed)
    // The web shop calls its members by the same ids: one person on both.
    tracker.identify(`m-${typed}`)
    tracker.track(login({ login_method: 'wechat' }))
    this.setData({ member: typed, typed: '' })
  },

  logout() {
    forget()
    tracker.reset()
    this.setData({ member: '' })
  },
})
