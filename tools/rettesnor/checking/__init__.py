"""Running the linter: which files, what they are held against, results kept between runs, many processes."""
