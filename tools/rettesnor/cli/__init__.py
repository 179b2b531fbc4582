"""The command `rettesnor`: one module for each subcommand, imported only when it is used."""
