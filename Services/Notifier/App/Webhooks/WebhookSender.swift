import FoundationEssentials
import HTTP
import NotifierRules
import Pipeline
import Postgres
import Telemetry

/// Sends the notices that wait for webhooks: at least once each, with the same id every time.
struct WebhookSender: Component {
    let name = "webhooks"
    private static let mostOnTheirWay = 64

    private let service: ServiceContext
    private let client: HTTPClient
    private let claims: Claims
    private let settlement: Settlement
    private let meters: NoticeMeters
    let flights = Flights()
    private let leases = Leases()
    private let lease: Duration

    init(
        in service: ServiceContext,
        _ meters: NoticeMeters,
        schedule: RetrySchedule = .standard,
        lease: Duration = Leases.standard
    ) throws {
        (self.service, self.meters) = (service, meters)
        let policy: AddressPolicy = try service.settings(.privateWebhooks) ? .any : .publicOnly(allowing: [])
        client = HTTPClient(policy: policy, userAgent: "shouwen/\(ServiceMain.version)")
        self.lease = lease
        claims = Claims(lease: lease)
        settlement = Settlement(schedule: schedule)
    }

    func run() async throws {
        // Beside the passes, and until the last attempt has landed.
        let renewing = Task {
            try await Repeating("webhook-leases", every: lease / 4, in: service) {
                try await renew()
                return 0
            }.run()
        }
        do {
            try await Repeating(name, every: .milliseconds(200), in: service) { try await pass() }.run()
        } catch is CancellationError {
            service.logger.debug("the webhooks stop")
        }
        await flights.land()
        renewing.cancel()
        await client.close()
    }

    /// Keeps the attempts that are on their way from being taken for a dead instance's.
    func renew() async throws {
        try await service.pool.transaction { [leases, lease] session in try leases.renew(for: lease, in: session) }
    }

    /// Claims what is due and sends it off.
    ///
    /// - Returns: how many notices were sent off.
    func pass() async throws -> Int {
        let room = Self.mostOnTheirWay - flights.count
        guard room > 0, !flights.isLanding else { return 0 }
        let deliveries = try await service.pool.transaction { [claims] session in
            try claims.take(atMost: room, in: session)
        }
        for delivery in deliveries {
            flights.start { await deliver(delivery) }
        }
        return deliveries.count
    }

    /// Sends one notice and, as long as there are more, the next for the same endpoint: no pause lies between them.
    private func deliver(_ first: Delivery) async {
        var next: Delivery? = first
        while let delivery = next {
            leases.hold(delivery)
            defer { leases.release(delivery) }
            let answer = await send(delivery)
            do {
                let (result, following) = try await service.retrying("webhook-results") {
                    try await settle(delivery, answer)
                }
                report(delivery, answer, result)
                next = following
            } catch {
                // The lease runs out, and the notice is due again.
                service.logger.error("an attempt could not be written down", ["error": .string("\(error)")])
                return
            }
        }
    }

    private func send(_ delivery: Delivery) async -> Answer {
        do {
            let response = try await client.send(try Post.request(delivery))
            return Answer(status: response.status, retryAfter: response.headers["Retry-After"], at: delivery.at)
        } catch HTTPClientError.tooLarge(let status, _) {
            return Answer(status: status, retryAfter: nil, at: delivery.at)
        } catch {
            return .failed("\(error)", asked: nil)
        }
    }

    private func settle(_ delivery: Delivery, _ answer: Answer) async throws -> (Settlement.Result, Delivery?) {
        let chance = Double.random(in: 0...1)
        let goesOn = !flights.isLanding
        return try await service.pool.transaction { [claims, settlement] session in
            let result = try settlement.settle(delivery, answer, chance: chance, in: session)
            guard goesOn else { return (result, nil) }
            return (result, try claims.take(atMost: 1, only: delivery.webhook, in: session).first)
        }
    }

    private func report(_ delivery: Delivery, _ answer: Answer, _ result: Settlement.Result) {
        meters.attempted(.webhook, result.rawValue)
        let reason = if case .failed(let reason, _) = answer { reason } else { "it answered 410" }
        let fields: Logger.Fields = [
            "webhook": .string(delivery.webhook.uuidString.lowercased()),
            "notice": .string(delivery.notice.uuidString.lowercased()), "attempt": .number(delivery.attempt),
            "error": .string(reason),
        ]
        switch result {
        case .sent: break
        case .failed: service.logger.debug("a notice did not arrive", fields)
        case .dead: service.logger.warning("a notice is given up", fields)
        case .gone: service.logger.warning("a webhook is disabled", fields)
        }
    }
}
