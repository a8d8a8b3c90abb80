// Loaded before a program by `--import`: its clock goes wrong by CLOCK_SHIFT_MS, as that of a machine without time service does.
const shiftMs = Number(process.env["CLOCK_SHIFT_MS"] ?? "0");
const RealDate = Date;

class ShiftedDate extends RealDate {
  constructor(...values: readonly unknown[]) {
    if (values.length === 0) super(RealDate.now() + shiftMs);
    else super(...(values as ConstructorParameters<typeof RealDate>));
  }

  static override now(): number {
    return RealDate.now() + shiftMs;
  }
}

globalThis.Date = ShiftedDate as DateConstructor;
