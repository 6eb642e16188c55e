import HTTP
import IntakeRules

/// Every way in which intake says no, in words that tell the client what to do.
extension Problem {
    static func unauthorized(_ error: String?) -> Problem {
        let reason = error.map { #", error="\#($0)""# } ?? ""
        return Problem(
            status: 401,
            detail: "Send a valid channel token: Authorization: Bearer swt_<id>_<secret>.",
            headers: ["WWW-Authenticate": #"Bearer realm="shouwen"\#(reason)"#]
        )
    }

    static func tooMany(_ allowance: Allowance) -> Problem {
        Problem(
            status: 429,
            detail: "This token may send \(allowance.quota) requests a minute; wait \(allowance.secondsUntilNext) s.",
            type: "https://iana.org/assignments/http-problem-types#quota-exceeded",
            headers: ["Retry-After": String(allowance.secondsUntilNext)]
        )
    }

    static let unsupportedType = Problem(
        status: 415,
        detail: "Send the message as JSON in UTF-8: Content-Type: application/json, without Content-Encoding.",
        headers: ["Accept-Post": "application/json"]
    )

    static func badKey(_ fault: KeyFault) -> Problem {
        Problem(status: 400, detail: "\(fault).", type: urn("idempotency-key"))
    }

    static func malformed(_ fault: Fault) -> Problem {
        Problem(
            status: 400,
            detail: "The body is no JSON that can be read in one way only.",
            type: urn("malformed-json"),
            errors: [FieldError(pointer: fault.pointer, detail: fault.detail)]
        )
    }

    static func refused(_ refusal: Refusal) -> Problem {
        Problem(
            status: 422,
            detail: refusal.summary,
            type: urn("invalid-message"),
            errors: refusal.faults.map { FieldError(pointer: $0.pointer, detail: $0.detail) }
        )
    }

    static let keyReused = Problem(
        status: 422,
        detail: "This Idempotency-Key was sent with another message before; send a new key with a new message.",
        type: urn("idempotency-key-reused")
    )

    static let stillRunning = Problem(
        status: 409,
        detail: "The message with this Idempotency-Key is being stored right now; send it again in a moment.",
        type: urn("request-in-progress"),
        headers: ["Retry-After": "1"]
    )

    static let notFound = Problem(status: 404, detail: "There is no such ticket, or it is not yours to see.")

    static let overloaded = Problem(
        status: 503,
        detail: "Too many messages wait at this moment; nothing of this one was stored. Send it again.",
        headers: ["Retry-After": "1"]
    )

    static let databaseAway = Problem(
        status: 503,
        detail: "The database does not answer; nothing was stored. Send the same request again.",
        headers: ["Retry-After": "2"]
    )

    static let outcomeUnknown = Problem(
        status: 503,
        detail: "Whether the message was stored is not known; send it again with the same Idempotency-Key.",
        headers: ["Retry-After": "2"]
    )

    static let internalError = Problem(
        status: 500,
        detail: "Something went wrong on our side, and was logged under this trace_id."
    )

    private static func urn(_ name: String) -> String {
        "urn:shouwen:problem:\(name)"
    }
}
