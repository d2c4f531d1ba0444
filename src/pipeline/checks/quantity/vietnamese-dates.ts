/** Vietnamese numbers its months: "ngày 3 tháng 5 năm 2014", "tháng 5/2014". "3 tháng" are three months. */
const date =
  /(?<![\d.,])(?:(\d{1,2})\s+)?tháng\s+(\d{1,2}|một|hai|ba|tư|năm|sáu|bảy|tám|chín|mười một|mười hai|mười)(?![\p{L}\p{M}]|[.,]?\d|\s+(?:ngày|tháng|tuần|giờ))(?:(?:,?\s+năm\s+|,\s+|\s?\/\s?)(\d{4})(?!\d))?/giu;
const words = ['một', 'hai', 'ba', 'tư', 'năm', 'sáu', 'bảy', 'tám', 'chín', 'mười', 'mười một', 'mười hai'];

export interface MonthDate {
  month: number;
  day?: number;
  year?: number;
}

export function vietnameseDates(text: string): { found: RegExpMatchArray; date: MonthDate }[] {
  if (!/tháng/i.test(text)) return [];
  return Array.from(text.matchAll(date), (found) => {
    const [, day, month = '', year] = found;
    return {
      found,
      date: {
        month: /^\d/.test(month) ? Number(month) : words.indexOf(month.toLowerCase()) + 1,
        ...(day ? { day: Number(day) } : {}),
        ...(year ? { year: Number(year) } : {}),
      },
    };
  });
}
