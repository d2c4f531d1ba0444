import type { Words } from './en.ts';

/** Words of the work screen's overview and of its storage, in Simplified Chinese. */
export const operateZhHans: Words['operate'] = {
  overview: '概况',
  messages: '队列中的消息',
  failed: '失败',
  putOff: {
    picture: '还有图片没能取到。',
    picturesDead: '多次尝试取回图片均告失败。',
    index: '搜索索引暂时无法访问。',
  },
  waiting: '处理中的投稿',
  promises: '待办任务',
  purges: '待执行的缓存清除',
  purgeCalls: '目前可用的清除调用',
  ofMax: '{n} / {max}',
  orMore: '{n} 或更多',
  lateN: '{n} 项已逾期',
  unknown: '暂时无法得知',
  allWell: '没有失败，也没有逾期。',
  cronLate:
    '自 {time} 起有任务未执行，而巡查本应每分钟处理一次。定时任务在运行吗？可用 npm run doctor -- --remote 检查。',
  firstRows: '共 {all} 项，显示前 {n} 项。',
  allAgain: '全部重新处理（{n} 项）',
  allAgainDone: '已放回队列：{n} 项。一分钟内由巡查发出。',
  storage: '存储',
  mainDatabase: '文章数据库',
  searchDatabase: '搜索数据库',
  pictures: '图片',
  onFree: '{used}，免费方案上限 {max}',
  onPaid: '{used}，付费方案上限 {max}；已超出免费方案',
  beyondFree: '{used}；其中 {max} 免费，其余按 GB 计费',
  nearlyFull: '即将用满。处理办法见 README 的 “Growing past one database” 一节。',
  pictureCount: '图片数：{n}',
  projected: '由部分文件推算',
};
