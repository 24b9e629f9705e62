// Before anything else: the tracker sees the pages that are made after it.
const tracker = require('./tracker.js')

App({ tracker })
