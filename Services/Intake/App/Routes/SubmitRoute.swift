import Crypto
import HTTP
import IntakeRules
import Pipeline
import Telemetry
import Tickets

/// `POST /v1/tickets`: a message becomes a ticket, and the client is told so when it is durable.
struct SubmitRoute: Sendable {
    private let commits: GroupCommit<Submission, Outcome>
    private let links: ProgressLinks
    private let service: ServiceContext
    private let created: Counter
    private let replayed: Counter
    private let contradicted: Counter
    private let running: Counter

    init(
        _ service: ServiceContext,
        _ commits: GroupCommit<Submission, Outcome>,
        _ links: ProgressLinks
    ) {
        (self.service, self.commits, self.links) = (service, commits, links)
        let counter = { (outcome: String) in
            service.metrics.counter(
                "ticket_intake_messages_total",
                ["outcome": outcome],
                help: "Messages that were fit to be tickets, by what became of them."
            )
        }
        created = counter("created")
        replayed = counter("replayed")
        contradicted = counter("contradicted")
        running = counter("running")
    }

    func handle(_ call: Call, _ client: TokenBook.Entry) async throws -> Response {
        try checkType(call.request.headers)
        let key = try key(call.request.headers, client)
        let draft = try draft(call.request.body, client)
        let submission = Submission(
            draft: draft,
            channel: client.channel,
            source: client.source,
            claim: key.map { claim($0, call.request.body, client) },
            trace: call.trace.header
        )
        let outcome = try await commits.submit(submission)
        count(outcome)
        switch outcome {
        case .accepted(let receipt): return try answer(receipt)
        case .contradicts: throw Problem.keyReused
        case .isRunning: throw Problem.stillRunning
        }
    }

    private func checkType(_ headers: HTTPHeaders) throws {
        let parts = (headers["Content-Type"] ?? "").lowercased().split(separator: ";").map { $0.filter { $0 != " " } }
        let isJSON =
            parts.first == "application/json"
            && parts.dropFirst().allSatisfy { !$0.hasPrefix("charset=") || $0.dropFirst(8).contains("utf-8") }
        guard isJSON, headers["Content-Encoding"] == nil else { throw Problem.unsupportedType }
    }

    private func key(_ headers: HTTPHeaders, _ client: TokenBook.Entry) throws -> IdempotencyKey? {
        do throws(KeyFault) {
            return try IdempotencyKey(
                headers.values(of: "Idempotency-Key"),
                isRequired: client.channel == .partner
            )
        } catch {
            throw Problem.badKey(error)
        }
    }

    private func draft(_ body: [UInt8], _ client: TokenBook.Entry) throws -> Draft {
        let json: JSONValue
        do throws(Fault) {
            json = try StrictJSON.read(body)
        } catch {
            throw Problem.malformed(error)
        }
        switch DraftRules(channel: client.channel).read(json) {
        case .success(let draft): return draft
        case .failure(let refusal): throw Problem.refused(refusal)
        }
    }

    private func claim(_ key: IdempotencyKey, _ body: [UInt8], _ client: TokenBook.Entry) -> Claim {
        Claim(
            Claim.Slot(client: client.source, key: key.description),
            fingerprint: SHA256.hash(Array("POST /v1/tickets\n".utf8) + body)
        )
    }

    private func count(_ outcome: Outcome) {
        switch outcome {
        case .accepted(let receipt): (receipt.isReplay ? replayed : created).increment()
        case .contradicts: contradicted.increment()
        case .isRunning: running.increment()
        }
    }

    private func answer(_ receipt: Receipt) throws -> Response {
        var headers: HTTPHeaders = ["Location": "/v1/tickets/\(receipt.ticket)"]
        if receipt.isReplay { headers["Idempotency-Replayed"] = "true" } else { service.nudge.now() }
        return try .encoded(ReceiptView(receipt, links), status: 201, headers: headers)
    }
}

/// What `POST /v1/tickets` answers.
private struct ReceiptView: Encodable {
    let id: TicketID
    let number: TicketNumber
    let status = BoardStatus.waiting
    let stage = TicketStage.received
    let progressURL: String
    let receivedAt: Instant

    init(_ receipt: Receipt, _ links: ProgressLinks) {
        (id, number, receivedAt) = (receipt.ticket, receipt.number, receipt.at)
        progressURL = links.url(of: receipt.ticket, receivedAt: receipt.at)
    }

    enum CodingKeys: String, CodingKey {
        case id, number, status, stage
        case progressURL = "progress_url"
        case receivedAt = "received_at"
    }
}
