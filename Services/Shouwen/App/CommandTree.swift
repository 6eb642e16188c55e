/// All commands of `shouwen`.
enum CommandTree {
    static var root: Command {
        .group(
            "shouwen",
            "what an operator does to Shouwen",
            [
                MigrateCommand.command, SeedCommand.command, TicketCommands.group, RepublishCommand.command,
                ParkedCommands.group, DoctorCommand.command, MetricsCommand.command, TopicsCommands.group,
                TokenCommands.group, WebhookCommands.group, HealthcheckCommand.command, BotCheckCommand.command,
                CompletionCommand.command(for: { CommandTree.root }),
            ]
        )
    }
}
