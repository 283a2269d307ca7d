// Adds a minus and a plus to each number that is counted at the door; without this file one writes the number.
for (const input of document.querySelectorAll('input[data-count]')) {
  const step = (sign, change) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'ds-button count-step';
    button.dataset.variant = 'secondary';
    button.textContent = sign;
    button.setAttribute('aria-label', `${sign}1 ${document.querySelector(`label[for="${input.id}"]`).textContent}`);
    button.addEventListener('click', () => {
      input.value = Math.max(0, Number(input.value || 0) + change);
      input.dispatchEvent(new Event('input', { bubbles: true }));
    });
    return button;
  };
  const row = document.createElement('div');
  row.className = 'count-row';
  input.replaceWith(row);
  row.append(step('−', -1), input, step('+', 1));
}
