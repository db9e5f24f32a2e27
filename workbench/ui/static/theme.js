// Light, dark, or as the system has it. Gradio's own elements follow the class on the body.

const NAME = "workbench/theme";
const system = matchMedia("(prefers-color-scheme: dark)");

class Theme {
  constructor() {
    this.kept = localStorage.getItem(NAME) ?? "system";
    system.addEventListener("change", () => this.apply(this.kept));
    new MutationObserver(() => this.gradio()).observe(document.body, { attributes: true, attributeFilter: ["class"] });
  }

  apply(choice) {
    this.kept = choice;
    localStorage.setItem(NAME, choice);
    document.documentElement.dataset.theme = this.dark ? "dark" : "light";
    this.gradio();
  }

  get dark() {
    return this.kept === "dark" || (this.kept === "system" && system.matches);
  }

  // Gradio decides for itself while it starts; the user's choice wins.
  gradio() {
    if (document.body.classList.contains("dark") !== this.dark) document.body.classList.toggle("dark", this.dark);
  }
}

export const theme = new Theme();
