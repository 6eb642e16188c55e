internal import CRdKafka

/// Asks the cluster to make or delete topics, and waits for the answer.
@safe
struct TopicRequests {
    let client: OpaquePointer
    let milliseconds: Int32

    func create(_ topics: [TopicSpecification]) throws(KafkaError) {
        var wanted: [OpaquePointer?] = unsafe []
        defer { unsafe rd_kafka_NewTopic_destroy_array(&wanted, wanted.count) }
        for topic in topics { unsafe wanted.append(try make(topic)) }
        unsafe try ask(RD_KAFKA_ADMIN_OP_CREATETOPICS, passing: RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS) {
            options,
            queue in
            unsafe rd_kafka_CreateTopics(client, &wanted, wanted.count, options, queue)
        } results: { event, count in
            unsafe rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result(event), &count)
        }
    }

    private func make(_ topic: TopicSpecification) throws(KafkaError) -> OpaquePointer {
        let made = unsafe rd_kafka_NewTopic_new(topic.name, Int32(topic.partitions), Int32(topic.replication), nil, 0)
        guard let made = unsafe made else {
            throw .invalid("the topic \"\(topic.name)\" cannot have \(topic.partitions) partitions, or has no name")
        }
        for (name, value) in topic.configuration {
            unsafe _ = rd_kafka_NewTopic_set_config(made, name, value)
        }
        return unsafe made
    }

    func delete(_ topics: [String]) throws(KafkaError) {
        var unwanted = unsafe topics.map { unsafe rd_kafka_DeleteTopic_new($0) }
        defer { unsafe rd_kafka_DeleteTopic_destroy_array(&unwanted, unwanted.count) }
        unsafe try ask(RD_KAFKA_ADMIN_OP_DELETETOPICS, passing: RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART) {
            options,
            queue in
            unsafe rd_kafka_DeleteTopics(client, &unwanted, unwanted.count, options, queue)
        } results: { event, count in
            unsafe rd_kafka_DeleteTopics_result_topics(rd_kafka_event_DeleteTopics_result(event), &count)
        }
    }

    private func ask(
        _ operation: rd_kafka_admin_op_t,
        passing: rd_kafka_resp_err_t,
        request: (_ options: OpaquePointer?, _ queue: OpaquePointer?) -> Void,
        results: (_ event: OpaquePointer?, _ count: inout Int) -> UnsafeMutablePointer<OpaquePointer?>?
    ) throws(KafkaError) {
        let options = unsafe rd_kafka_AdminOptions_new(client, operation)
        defer { unsafe rd_kafka_AdminOptions_destroy(options) }
        unsafe rd_kafka_AdminOptions_set_operation_timeout(options, milliseconds, nil, 0)
        let queue = unsafe rd_kafka_queue_new(client)
        defer { unsafe rd_kafka_queue_destroy(queue) }
        unsafe request(options, queue)
        guard let event = unsafe rd_kafka_queue_poll(queue, milliseconds) else {
            throw KafkaError(
                RD_KAFKA_RESP_ERR__TIMED_OUT,
                "no broker answered in \(milliseconds) ms; the embedded broker makes topics only when it starts"
            )
        }
        defer { unsafe rd_kafka_event_destroy(event) }
        let code = unsafe rd_kafka_event_error(event)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
            throw unsafe KafkaError(code, rd_kafka_event_error_string(event).map { unsafe String(cString: $0) })
        }
        var count = 0
        let list = unsafe results(event, &count)
        for index in 0..<count {
            unsafe try check(list?[index], passing: passing)
        }
    }

    private func check(_ result: OpaquePointer?, passing: rd_kafka_resp_err_t) throws(KafkaError) {
        let code = unsafe rd_kafka_topic_result_error(result)
        guard code != RD_KAFKA_RESP_ERR_NO_ERROR, code != passing else { return }
        let name = unsafe String(cString: rd_kafka_topic_result_name(result))
        let reason = unsafe rd_kafka_topic_result_error_string(result).map { unsafe ": " + String(cString: $0) }
        throw KafkaError(code, "the topic \(name)\(reason ?? "")")
    }

    /// Waits until the brokers have told each other: a controller answers before they have.
    func waitUntil(_ isReached: (Cluster) -> Bool) throws(KafkaError) {
        let deadline = ContinuousClock.now + .milliseconds(Int(milliseconds))
        let pause = unsafe rd_kafka_queue_new(client)
        defer { unsafe rd_kafka_queue_destroy(pause) }
        while unsafe !isReached(try Cluster(askedThrough: client, milliseconds: milliseconds)) {
            guard ContinuousClock.now < deadline else {
                throw KafkaError(RD_KAFKA_RESP_ERR__TIMED_OUT, "the brokers do not agree in \(milliseconds) ms")
            }
            // Nothing ever comes to this queue: it is the pause before the next question.
            unsafe _ = rd_kafka_queue_poll(pause, 20)
        }
    }
}
