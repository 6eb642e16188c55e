import Kafka
import Postgres

/// Tells an event that cannot be handled from a world in which nothing can be handled now.
///
/// Only the first parks a ticket. Were the second to do so, a revoked right or a full disk would set every ticket aside;
/// instead the process ends, starts anew and waits, and nothing is skipped.
enum Blame {
    static func isOnTheEvent(_ error: any Error) -> Bool {
        switch error {
        case is CancellationError, is KafkaError: false
        case let error as PostgresError: isOnTheEvent(error)
        default: true
        }
    }

    private static func isOnTheEvent(_ error: PostgresError) -> Bool {
        switch error.code {
        case .uniqueViolation, .foreignKeyViolation, .checkViolation, .notNullViolation, .exclusionViolation,
            .invalidStatement, .invalidData, .invalidParameter, .decoding:
            true
        case .server:
            dataClasses.contains { error.sqlState?.hasPrefix($0) == true }
        case .connectionLost, .accessRefused, .poolExhausted, .poolClosed, .resourcesExhausted, .serializationFailure,
            .deadlock, .lockUnavailable, .queryCancelled, .cancelled, .staleStatement, .transactionAborted:
            false
        }
    }

    /// Other classes of SQLSTATE that are about the values: cardinality, integrity, views, limits, raised by our functions.
    private static let dataClasses = ["21", "23", "44", "54", "P0"]
}
