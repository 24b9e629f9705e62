const {
  clicks,
  createTracker,
  exposure,
  gestures,
  lifeCycle,
  pageViews,
  sceneNames,
  shares,
} = require('./maidian.wx.js')
const { debug, url } = require('./config.js')

/**
 * Sends the events of the shop's tracking plan: `plan.gen.js` is made from it.
 * @type {import('./maidian.wx.js').Tracker<import('./plan.gen.js').Events>}
 */
const tracker = createTracker({
  key: 'wk_demo_mini',
  url,
  app: { name: 'chunshan' },
  plugins: [
    lifeCycle({ scenes: sceneNames }),
    pageViews(),
    shares({ chain: true }),
    clicks(),
    gestures(),
    exposure({ selector: '.md-exposure' }),
  ],
  onError: ({ code, message }) => console.warn(`埋点 ${code}：${message}`),
})
if (debug) tracker.debug(debug)

module.exports = tracker
