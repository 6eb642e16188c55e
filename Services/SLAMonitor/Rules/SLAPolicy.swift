package import Tickets

/// How soon each promise must be kept, by priority, and at what share of the time its warning is due; elapsed time, 24×7.
package struct SLAPolicy: Hashable, Sendable {
    /// The time a clock allows, for each priority.
    package struct Targets: Hashable, Sendable {
        package let p1: Duration
        package let p2: Duration
        package let p3: Duration
        package let p4: Duration

        package init(p1: Duration, p2: Duration, p3: Duration, p4: Duration) {
            (self.p1, self.p2, self.p3, self.p4) = (p1, p2, p3, p4)
        }

        package subscript(_ priority: Priority) -> Duration {
            switch priority {
            case .p1: p1
            case .p2: p2
            case .p3: p3
            case .p4: p4
            }
        }
    }

    package let firstResponse: Targets
    package let acceptance: Targets
    /// 0…1 of the target.
    package let warningShare: Double

    package init(firstResponse: Targets, acceptance: Targets, warningShare: Double) {
        (self.firstResponse, self.acceptance, self.warningShare) = (firstResponse, acceptance, warningShare)
    }

    /// What a new installation promises.
    package static func standard(warningShare: Double = 0.8) -> SLAPolicy {
        SLAPolicy(
            firstResponse: Targets(p1: .minutes(10), p2: .minutes(30), p3: .minutes(60), p4: .minutes(60)),
            acceptance: Targets(p1: .minutes(10), p2: .minutes(30), p3: .minutes(60), p4: .minutes(120)),
            warningShare: warningShare
        )
    }

    package func target(of kind: ClockKind, for priority: Priority) -> Duration {
        switch kind {
        case .firstResponse: firstResponse[priority]
        case .acceptance: acceptance[priority]
        }
    }
}

extension Duration {
    fileprivate static func minutes(_ count: Int) -> Duration {
        .seconds(60 * count)
    }
}
