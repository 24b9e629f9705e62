-- One row per event, exactly once: a plain MergeTree, so count() is right without FINAL.
-- Why this sort key: docs/decisions/0004-one-database-per-project.md
CREATE TABLE IF NOT EXISTS {{project}}.events
(
  event_id        UUID                                COMMENT '事件编号 · made at track(), the only truth about sameness',
  name            LowCardinality(String)              COMMENT '事件名 · event name',
  ts              DateTime64(3, 'UTC') COMMENT '事件时间 · when it happened, clock corrected' CODEC(Delta(8), ZSTD(1)),
  client_time     Int64 COMMENT '客户端时间 · the client''s own clock, ms' CODEC(Delta(8), ZSTD(1)),
  received        DateTime64(3, 'UTC') COMMENT '接收时间 · when the collector took it' CODEC(Delta(8), ZSTD(1)),
  verdict         LowCardinality(String)              COMMENT '校验结果 · accepted or flagged',
  flags           Array(LowCardinality(String))       COMMENT '标记 · why it was flagged',
  plan            LowCardinality(String)              COMMENT '埋点方案 · tracking plan',
  plan_version    LowCardinality(String)              COMMENT '方案版本 · release of the plan',

  user            String COMMENT '用户 · user id after login' CODEC(ZSTD(1)),
  device          String COMMENT '设备 · device id' CODEC(ZSTD(1)),
  user_key        UInt64 DEFAULT if(user != '', sipHash64(concat('u:', user)), sipHash64(concat('d:', device))) COMMENT '用户键 · hash of user, else of device; never rewritten' CODEC(ZSTD(1)),
  session         String COMMENT '会话 · session id' CODEC(ZSTD(1)),
  stream          String COMMENT '事件流 · one SDK instance' CODEC(ZSTD(1)),
  seq             Nullable(UInt64) COMMENT '流内序号 · number within the stream; gaps are losses' CODEC(ZSTD(1)),

  source          LowCardinality(String)              COMMENT '来源 · which source of maidian.yaml',
  platform        LowCardinality(String)              COMMENT '平台 · web, mini or server',
  sdk             LowCardinality(String)              COMMENT 'SDK 与版本 · SDK and version',
  app             LowCardinality(String)              COMMENT '应用 · app name',
  app_version     LowCardinality(String)              COMMENT '应用版本 · app version',
  env             LowCardinality(String)              COMMENT '环境 · prod or test',
  url             String COMMENT '网址 · page url, private query keys removed' CODEC(ZSTD(1)),
  path            String COMMENT '页面路径 · page path' CODEC(ZSTD(1)),
  page_pattern    LowCardinality(String)              COMMENT '页面模式 · path pattern such as /product/*',
  title           String COMMENT '页面标题 · page title' CODEC(ZSTD(1)),
  referrer        String COMMENT '来路 · referrer' CODEC(ZSTD(1)),
  referrer_host   LowCardinality(String)              COMMENT '来路域名 · host of the referrer',
  channel         LowCardinality(String)              COMMENT '渠道 · channel',
  campaign        LowCardinality(String)              COMMENT '活动 · campaign',
  utm_source      LowCardinality(String),
  utm_medium      LowCardinality(String),
  utm_campaign    LowCardinality(String),
  utm_term        LowCardinality(String),
  utm_content     LowCardinality(String),
  click_id        String COMMENT '点击编号 · ad click id, as key=value' CODEC(ZSTD(1)),
  scene           LowCardinality(String)              COMMENT '场景值 · mini-program scene',

  browser         LowCardinality(String)              COMMENT '浏览器 · browser',
  browser_version LowCardinality(String),
  os              LowCardinality(String)              COMMENT '操作系统 · operating system',
  os_version      LowCardinality(String),
  device_type     LowCardinality(String)              COMMENT '设备类型 · desktop, mobile, tablet, …',
  device_brand    LowCardinality(String),
  device_model    LowCardinality(String),
  screen          LowCardinality(String)              COMMENT '屏幕 · width x height, CSS pixels',
  language        LowCardinality(String),
  network         LowCardinality(String),
  bot             Bool                                COMMENT '爬虫 · a crawler by its name',

  country         LowCardinality(String),
  region          LowCardinality(String),
  city            LowCardinality(String),
  ip              String COMMENT 'IP · after the policy of the source' CODEC(ZSTD(1)),

  log_id          LowCardinality(String)              COMMENT '日志编号 · which log',
  log_partition   UInt16,
  log_offset      UInt64 CODEC(Delta(8), ZSTD(1)),
  log_index       UInt16,

  props           Map(LowCardinality(String), String) COMMENT '其他属性 · properties outside the plan, as text' CODEC(ZSTD(1)),

  INDEX by_user user_key TYPE bloom_filter(0.01) GRANULARITY 1,
  PROJECTION by_id (SELECT event_id, log_id, log_partition, log_offset, log_index ORDER BY toUInt128(event_id))
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(ts)
ORDER BY (toDate(ts), name, user_key, ts, event_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- Events that broke the plan or could not be read, kept raw, to be replayed.
-- A row is live while it has no resolved_at and its id is not in events.
CREATE TABLE IF NOT EXISTS {{project}}.quarantine
(
  event_id      UUID,
  name          LowCardinality(String)           COMMENT '事件名 · event name, where it could be read',
  ts            DateTime64(3, 'UTC')             COMMENT '事件时间 · its time, where it could be read, else received',
  received      DateTime64(3, 'UTC')             COMMENT '接收时间 · when the collector took it',
  source        LowCardinality(String),
  sdk           LowCardinality(String),
  app_version   LowCardinality(String),
  raw           String COMMENT '原文 · the event as it came' CODEC(ZSTD(3)),
  reasons       Array(LowCardinality(String))    COMMENT '原因 · rules that it broke',
  plan          LowCardinality(String)           COMMENT '埋点方案 · the release that judged it',
  log_id        LowCardinality(String),
  log_partition UInt16,
  log_offset    UInt64,
  log_index     UInt16,
  resolved_at   Nullable(DateTime64(3, 'UTC'))   COMMENT '解决时间 · when a replay or a person settled it',
  PROJECTION by_id (SELECT event_id, log_id, log_partition, log_offset, log_index ORDER BY toUInt128(event_id))
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(received)
ORDER BY (toDate(received), name, event_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- What $identify said. The first link by event time wins; the same link said twice changes nothing.
CREATE TABLE IF NOT EXISTS {{project}}.identities
(
  device   String                COMMENT '设备 · device',
  user     String                COMMENT '用户 · user it was linked to',
  ts       DateTime64(3, 'UTC')  COMMENT '关联时间 · when it was said',
  event_id UUID                  COMMENT '事件编号 · by which event'
)
ENGINE = ReplacingMergeTree
ORDER BY (device, ts, event_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- What SDKs had to drop: cumulative per stream, so the maximum is the truth however often it is sent.
CREATE TABLE IF NOT EXISTS {{project}}.client_loss
(
  stream   String                                          COMMENT '事件流 · one SDK instance',
  reason   LowCardinality(String)                          COMMENT '原因 · why events were dropped',
  source   LowCardinality(String),
  sdk      LowCardinality(String),
  received SimpleAggregateFunction(max, DateTime64(3, 'UTC')) COMMENT '最近上报 · last told',
  n        SimpleAggregateFunction(max, UInt64)            COMMENT '丢弃数 · events dropped so far'
)
ENGINE = AggregatingMergeTree
ORDER BY (stream, reason, source, sdk);

-- Who may insert for a partition of the log: only the highest generation.
CREATE TABLE IF NOT EXISTS {{project}}.fence
(
  log_id        String,
  log_partition UInt16,
  generation    UInt64,
  at            DateTime64(3, 'UTC') DEFAULT now64(3)
)
ENGINE = MergeTree
ORDER BY (log_id, log_partition, generation)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
