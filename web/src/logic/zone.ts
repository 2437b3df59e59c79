// Wall time in the daemon's time zone, also where the clocks change: an hour that comes twice is told apart, one that
// does not exist is not offered.

export interface WallTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

const dayMs = 86_400_000;
const two = (n: number) => String(n).padStart(2, "0");

export class Zone {
  readonly name: string;
  #parts: Intl.DateTimeFormat;
  #abbreviation: Intl.DateTimeFormat;

  /// A zone that this browser does not know is shown as UTC, and `name` says so.
  constructor(name: string) {
    let known = name;
    try {
      new Intl.DateTimeFormat("en-GB", { timeZone: name });
    } catch {
      known = "UTC";
    }
    this.name = known;
    this.#parts = new Intl.DateTimeFormat("en-GB", {
      timeZone: known, hourCycle: "h23", weekday: "short", year: "numeric", month: "short", day: "numeric",
      hour: "2-digit", minute: "2-digit", second: "2-digit",
    });
    this.#abbreviation = new Intl.DateTimeFormat("en-GB", { timeZone: known, timeZoneName: "short" });
  }

  #named(at: number): Record<string, string> {
    return Object.fromEntries(this.#parts.formatToParts(at).map(({ type, value }) => [type, value]));
  }

  wall(at: number): WallTime {
    const shifted = new Date(at + this.offset(at));
    return {
      year: shifted.getUTCFullYear(), month: shifted.getUTCMonth() + 1, day: shifted.getUTCDate(),
      hour: shifted.getUTCHours(), minute: shifted.getUTCMinutes(), second: shifted.getUTCSeconds(),
    };
  }

  /// Milliseconds that wall time is ahead of UTC at that instant.
  offset(at: number): number {
    const whole = Math.floor(at / 1_000) * 1_000;
    const p = this.#named(whole);
    const month = new Date(`${p["month"]?.slice(0, 3)} 1 2000 UTC`).getUTCMonth();
    return Date.UTC(Number(p["year"]), month, Number(p["day"]), Number(p["hour"]), Number(p["minute"]),
      Number(p["second"])) - whole;
  }

  /// The instants that have this wall time: usually one, none where the clocks go forward, two where they go back.
  instants(wall: WallTime): number[] {
    const naive = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second);
    const offsets = new Set([this.offset(naive - dayMs), this.offset(naive + dayMs)]);
    return [...offsets].map((offset) => naive - offset).filter((at) => at + this.offset(at) === naive)
      .sort((a, b) => a - b);
  }

  /// The first instant of the day; where midnight does not exist, the instant at which the clocks jump over it.
  startOfDay(at: number): number {
    const wall = this.wall(at);
    return this.dayBegin(wall.year, wall.month, wall.day);
  }

  dayBegin(year: number, month: number, day: number): number {
    for (let minute = 0; minute <= 180; minute += 15) {
      const naive = new Date(Date.UTC(year, month - 1, day, 0, minute));
      const found = this.instants({
        year: naive.getUTCFullYear(), month: naive.getUTCMonth() + 1, day: naive.getUTCDate(),
        hour: naive.getUTCHours(), minute: naive.getUTCMinutes(), second: 0,
      })[0];
      if (found !== undefined) return found;
    }
    return Date.UTC(year, month - 1, day);
  }

  /// The beginning of the day that is `days` days away from that of `at`; a day may have 23 or 25 hours.
  dayAfter(at: number, days = 1): number {
    const wall = this.wall(at);
    return this.dayBegin(wall.year, wall.month, wall.day + days);
  }

  /// `2026-11-12`
  date(at: number): string {
    const wall = this.wall(at);
    return `${wall.year}-${two(wall.month)}-${two(wall.day)}`;
  }

  /// `14:32`
  time(at: number): string {
    const wall = this.wall(at);
    return `${two(wall.hour)}:${two(wall.minute)}`;
  }

  /// `14:32:05`
  exact(at: number): string {
    return `${this.time(at)}:${two(this.wall(at).second)}`;
  }

  /// `Thu 12 Nov`
  day(at: number): string {
    const p = this.#named(at);
    return `${p["weekday"]} ${p["day"]} ${p["month"]?.slice(0, 3)}`;
  }

  abbreviation(at: number): string {
    return this.#abbreviation.formatToParts(at).find(({ type }) => type === "timeZoneName")?.value ?? "";
  }

  /// Whether the same wall time comes, or came, another time.
  isTwice(at: number): boolean {
    return this.instants(this.wall(at)).length > 1;
  }

  /// `Sun 25 Oct 2026, 02:30 CEST`; an hour that comes twice names its distance from UTC, too.
  label(at: number): string {
    const zone = this.abbreviation(at);
    const distance = this.isTwice(at) ? ` (UTC${this.distance(at)})` : "";
    return `${this.day(at)} ${this.wall(at).year}, ${this.time(at)} ${zone}${distance}`;
  }

  /// `+2`, `-3:30`
  distance(at: number): string {
    const minutes = Math.round(this.offset(at) / 60_000);
    const rest = Math.abs(minutes) % 60;
    return `${minutes < 0 ? "-" : "+"}${Math.floor(Math.abs(minutes) / 60)}${rest ? `:${two(rest)}` : ""}`;
  }
}

/// What an `<input type="datetime-local">` holds, read as wall time; null where it holds none.
export function wallTimeOf(text: string): WallTime | null {
  const match = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?)?$/.exec(text.trim());
  if (!match) return null;
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0));
  const is = { year: year!, month: month!, day: day!, hour: hour!, minute: minute!, second: second! };
  const naive = new Date(Date.UTC(is.year, is.month - 1, is.day, is.hour, is.minute, is.second));
  return naive.getUTCMonth() + 1 === is.month && naive.getUTCDate() === is.day && is.hour < 24 && is.minute < 60
    ? is : null;
}
