/// The services that follow `ticket.events`, by the names of their consumer groups: whoever asks who has seen an event asks
/// these.
package enum EventConsumer: String, Sendable, CaseIterable {
    case classifier, router
    case slaMonitor = "sla-monitor"
    case notifier
}
