// Without a test there is no tracker.
module.exports = {}
