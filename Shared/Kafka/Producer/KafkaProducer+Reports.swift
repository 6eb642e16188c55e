extension KafkaProducer {
    /// Follows the client's waker for as long as the client lives; holds neither it nor the producer while there is no news.
    func startPump() {
        guard pump == nil, let client else { return }
        pump = Task { [weak self, waker = client.waker] in
            while await waker.wait() { await self?.receive(wokenBy: waker) }
        }
    }

    private func receive(wokenBy waker: Waker) async {
        guard let client, client.waker === waker else { return }
        let news = client.drain()
        settle(news)
        if let fatal = news.fatal {
            retire(because: fatal)
        } else if news.isTick, let oldest = ledger.oldest, oldest.duration(to: .now) > configuration.patience {
            retire(because: .outOfPatience)
        }
        if retiring != nil, ledger.outstanding == 0 { await replaceClient() }
        resumeWaiters()
    }

    func settle(_ news: ProducerClient.News) {
        for report in news.reports {
            var delivery = report.delivery
            if let retiring, case .failed(let error, let possiblyPersisted) = delivery, error.isPurge {
                delivery = .failed(retiring, possiblyPersisted: possiblyPersisted)
            }
            ledger.settle(report.token, delivery)
        }
    }

    /// Begins to give the client up: nothing new goes to it, and what it has comes back.
    func retire(because error: KafkaError) {
        guard retiring == nil, !isClosed, let client else { return }
        retiring = error
        client.purge()
        client.waker.signal()
    }

    private func replaceClient() async {
        let retired = client
        client = nil
        pump = nil
        known = []
        await retired?.close()
        retiring = nil
        guard !isClosed else { return }
        // Where this fails, the next publication tries again and tells why.
        client = try? ProducerClient(configuration, statistics: latest)
        startPump()
    }
}
