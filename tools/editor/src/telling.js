// Whether what is written is kept: a line beside the title, and a banner when it is only in this browser.

/** What `Keeper` tells is shown in these two places. */
export function telling(saved, banner) {
  return (state, detail) => {
    if (state === "saved") {
      saved.textContent = `Gemt kl. ${detail.saved}`;
      banner.hidden = true;
    } else if (state === "writing") {
      saved.textContent = "Gemmer …";
    } else {
      saved.textContent = "Ikke gemt på serveren";
      banner.hidden = false;
      banner.textContent =
        state === "refused"
          ? `${detail.message} Det, du har skrevet, ligger i denne browser.`
          : "Forbindelsen er væk. Det, du skriver, ligger i denne browser og bliver sendt, når forbindelsen er der igen.";
    }
  };
}
