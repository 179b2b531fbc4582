"""What the machine refuses (a full disk, no access), in Danish: no fault of the program, so it is told without a trace."""

import errno

REFUSALS = {
    errno.ENOENT: "Den findes ikke.",
    errno.ENOSPC: "Der er ikke mere plads på disken. Slet noget, og prøv igen.",
    errno.EDQUOT: "Du har ikke mere plads på disken. Slet noget, og prøv igen.",
    errno.EISDIR: "Det er en mappe. Vælg en fil.",
    errno.ENAMETOOLONG: "Navnet er længere, end en fil kan hedde. Skriv et kortere.",
    errno.ELOOP: "Links fører hertil i ring. Læg selve filen her.",
    errno.EROFS: "Her kan kun læses. Vælg et andet sted.",
    errno.EACCES: "Du har ikke adgang. Bed den, der ejer filen eller mappen, om det.",
    errno.EPERM: "Du har ikke adgang. Bed den, der ejer filen eller mappen, om det.",
}


def refusal(error: OSError) -> str:
    """Why, as a sentence; in the machine's own words where we have none."""
    return REFUSALS.get(error.errno or 0, f"{error.strerror or error}.")
