/** An answer that is not 2xx, with GitHub's body. */
export class ApiError extends Error {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  /** `status` is the HTTP status, `message` GitHub's words; `extra` joins the body (`errors`, for example). */
  constructor(
    status: number,
    message: string,
    extra: Readonly<Record<string, unknown>> = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = "ApiError";
    this.status = status;
    this.headers = headers;
    this.body = {
      message,
      documentation_url: "https://docs.github.com/rest",
      ...extra,
      // A redirect has no status member.
      ...(status < 400 ? {} : { status: String(status) }),
    };
  }
}

/** 404 in GitHub's words. */
export function notFound(): ApiError {
  return new ApiError(404, "Not Found");
}

/** One entry of `errors` in a 422 body. */
export interface FieldError {
  readonly resource: string;
  readonly field: string;
  readonly code: "missing" | "missing_field" | "invalid" | "already_exists" | "unprocessable" | "custom";
  readonly message?: string;
  readonly value?: unknown;
}

const maxShownLength = 200;

// GitHub shows texts and numbers only; what a client sent may be of any depth and length.
function showable({ value, ...error }: FieldError): FieldError {
  if (typeof value === "string") return { ...error, value: value.slice(0, maxShownLength) };
  return typeof value === "number" ? { ...error, value } : error;
}

/** 422 "Validation Failed" with its list of errors. */
export function validationFailed(...errors: readonly FieldError[]): ApiError {
  return new ApiError(422, "Validation Failed", { errors: errors.map(showable) });
}
